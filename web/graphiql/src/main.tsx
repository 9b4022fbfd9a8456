/** GraphiQL on this server's own endpoint, bundled whole: it loads nothing from elsewhere. */
import 'graphiql/setup-workers/vite';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './main.css';

import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { firstQuery } from './first-query';

const fetcher = createGraphiQLFetcher({ url: '/graphql' });
const asked = new URLSearchParams(window.location.search);

createRoot(document.getElementById('graphiql')!).render(
  <StrictMode>
    <GraphiQL
      fetcher={fetcher}
      defaultQuery={firstQuery}
      initialQuery={asked.get('query') ?? undefined}
      initialVariables={asked.get('variables') ?? undefined}
      isHeadersEditorEnabled={false}
    >
      <GraphiQL.Logo>
        <a className="home" href="/">
          Archweave
        </a>
      </GraphiQL.Logo>
    </GraphiQL>
  </StrictMode>,
);
