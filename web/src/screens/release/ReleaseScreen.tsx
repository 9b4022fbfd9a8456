export function ReleaseScreen() {
  return <h1>x</h1>;
}
