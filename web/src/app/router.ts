import { createRouter } from '@tanstack/react-router';
import { model, models, root } from './routes/model';
import { modeling } from './routes/modeling';
import { overviews } from './routes/overviews';
import { products } from './routes/products';
import { versions } from './routes/versions';

/** Every address of the application. A new screen: a route in `routes/`, a folder in `screens/`, an action that goes there. */
export const router = createRouter({
  routeTree: root.addChildren([
    models,
    model.addChildren([...modeling, ...overviews, ...versions, ...products]),
  ]),
  basepath: '/app',
  defaultPreload: 'intent',
  trailingSlash: 'never',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
