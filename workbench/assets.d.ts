/** Files that the bundler hands over as text or as an address. */
declare module '*.csv' {
  const text: string;
  export default text;
}
declare module '*.svg' {
  const address: string;
  export default address;
}
