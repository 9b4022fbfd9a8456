import { Outlet } from '@tanstack/react-router';

/** Around every screen. */
export function Root() {
  return <Outlet />;
}
