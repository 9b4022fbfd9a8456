export function IncidentScreen() {
  return <h1>x</h1>;
}
