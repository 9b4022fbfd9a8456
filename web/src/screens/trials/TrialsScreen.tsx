export function TrialsScreen() {
  return <h1>x</h1>;
}
