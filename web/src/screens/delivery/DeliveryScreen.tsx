export function DeliveryScreen() {
  return <h1>x</h1>;
}
