/** What reads the student's profile: static keys, SSO, assumed roles, processes, web identities, as the command line does. */
export { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
