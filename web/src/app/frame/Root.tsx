import { Outlet } from '@tanstack/react-router';
import { Notices } from './Notices';

/** Around every screen. */
export function Root() {
  return (
    <>
      <Outlet />
      <Notices />
    </>
  );
}
