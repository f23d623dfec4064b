/** As the daemon lists it: with a tag, without the default registry. */
export function imageName(name: string): string {
  const plain = name.replace(/^(?:docker\.io|index\.docker\.io)\//, '').replace(/^library\//, '');
  return plain.includes('@') || /:[^/]*$/.test(plain) ? plain : `${plain}:latest`;
}
