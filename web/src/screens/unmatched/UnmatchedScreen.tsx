export function UnmatchedScreen() {
  return <h1>x</h1>;
}
