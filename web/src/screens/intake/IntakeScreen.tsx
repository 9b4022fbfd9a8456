export function IntakeScreen() {
  return <h1>x</h1>;
}
