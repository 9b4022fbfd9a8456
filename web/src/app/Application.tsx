import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Provider } from 'urql';
import { client, onConnection } from '@/graphql/client';
import { isUnsaved } from '@/model/draft/draft';
import { drafts } from './drafts';
import { router } from './router';
import { useSettings } from './settings';
import { theme } from './theme';

function warnIfUnsaved(event: BeforeUnloadEvent) {
  if (Object.values(drafts.getState().byKey).some(isUnsaved)) event.preventDefault();
}

function flushAll() {
  for (const { model, branch } of Object.values(drafts.getState().byKey)) {
    void drafts.getState().flush(model, branch);
  }
}

/** Drafts of an earlier visit are read; what waits is sent when the line is back; nobody leaves unsaved. */
function useDraftKeeping() {
  useEffect(() => {
    void drafts.getState().load();
    const off = onConnection((isUp) => isUp && flushAll());
    window.addEventListener('beforeunload', warnIfUnsaved);
    return () => {
      off();
      window.removeEventListener('beforeunload', warnIfUnsaved);
    };
  }, []);
}

/** Everything: look, words, network and addresses. */
export function Application() {
  useDraftKeeping();
  const density = useSettings((settings) => settings.density);
  useEffect(() => {
    document.documentElement.dataset['density'] = density;
  }, [density]);
  return (
    // Style elements would need 'unsafe-inline' in the content security policy: variables are in the style sheet.
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <Provider value={client}>
        <ModalsProvider>
          <RouterProvider router={router} />
          <Notifications limit={3} autoClose={4000} position="bottom-left" />
        </ModalsProvider>
      </Provider>
    </MantineProvider>
  );
}
