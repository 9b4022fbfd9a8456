export function EnvironmentScreen() {
  return <h1>x</h1>;
}
