/** The command line reads both and finds nothing, whoever writes there. */
export const emptyFile = process.platform === 'win32' ? 'NUL' : '/dev/null';
