import { Drawer, Modal, createTheme } from '@mantine/core';

/** What differs from Mantine. Colours are in `app.css`; scroll locks would write style elements. */
export const theme = createTheme({
  components: {
    Modal: Modal.extend({ defaultProps: { lockScroll: false } }),
    Drawer: Drawer.extend({ defaultProps: { lockScroll: false } }),
  },
});
