export function MetricsScreen() {
  return <h1>x</h1>;
}
