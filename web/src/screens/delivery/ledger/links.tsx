import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useModel } from '@/app/ModelContext';

/** Kinds that have a page of delivery; of all others the page is that of the element. */
type Page = 'requirement' | 'release' | 'environment' | 'incident' | 'element';

/** Which page tells most about an element of a kind. */
export function pageOf(kind: string | undefined): Page {
  if (kind === 'requirement' || kind === 'user-story') return 'requirement';
  if (kind === 'release' || kind === 'environment') return kind;
  return 'element';
}

/** The address parameters that stay from page to page: at which version one looks. */
export function useHere() {
  const { name, at } = useModel();
  return { model: name, search: at ? { at } : {} };
}

interface Props {
  id: string;
  page: Page;
  title?: string;
  className?: string;
  children: ReactNode;
}

/** A link to the page of something, at the version that is shown. */
export function To({ id, page, children, ...looks }: Props) {
  const { model, search } = useHere();
  switch (page) {
    case 'requirement':
      return (
        <Link
          to="/m/$model/requirement/$requirement"
          params={{ model, requirement: id }}
          search={search}
          {...looks}
        >
          {children}
        </Link>
      );
    case 'release':
      return (
        <Link to="/m/$model/release/$release" params={{ model, release: id }} search={search} {...looks}>
          {children}
        </Link>
      );
    case 'environment':
      return (
        <Link
          to="/m/$model/environment/$environment"
          params={{ model, environment: id }}
          search={search}
          {...looks}
        >
          {children}
        </Link>
      );
    case 'incident':
      return (
        <Link to="/m/$model/incident/$incident" params={{ model, incident: id }} search={search} {...looks}>
          {children}
        </Link>
      );
    case 'element':
      return (
        <Link to="/m/$model/e/$element" params={{ model, element: id }} search={search} {...looks}>
          {children}
        </Link>
      );
  }
}

interface Named {
  elementId: string;
  name: string;
  kindId?: string;
}

/** An element by its name; what the model no longer has, by its id. */
export function ElementLink({ element, id, page }: { element: Named | null; id?: string; page?: Page }) {
  if (!element) return <span title={id}>{id ?? '–'}</span>;
  return (
    <To id={element.elementId} page={page ?? pageOf(element.kindId)} title={element.elementId}>
      {element.name}
    </To>
  );
}

/** An address of another system: only of the web, and opened elsewhere. */
export function Outside({ url, children }: { url: string | null; children: ReactNode }) {
  if (!url || !/^https?:\/\//i.test(url)) return <>{children}</>;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}
