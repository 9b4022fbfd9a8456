import { IconBinaryTree } from '@tabler/icons-react';
import { IconChecklist, IconHeartbeat, IconHistory, IconLayoutGrid } from '@tabler/icons-react';
import { IconLayoutDashboard, IconListDetails, IconSchema } from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import type { ComponentType } from 'react';

type Icon = ComponentType<{ size: number; 'aria-hidden': true }>;

/** A place of the rail. */
export interface Place {
  /** Its word, as a key of the languages. */
  label: string;
  icon: Icon;
  /** A screen of this application. */
  to?: LinkProps['to'];
  /** Which addresses within the model belong to it. */
  holds?: RegExp;
  /** Or a page that the server draws: its address within the model. */
  page?: string;
}

/** Where one can go, in the order of the rail. */
export const PLACES: readonly Place[] = [
  { to: '/m/$model', holds: /^(e\/.*)?$/, label: 'nav.model', icon: IconBinaryTree },
  { to: '/m/$model/views', holds: /^(views|v\/)/, label: 'nav.views', icon: IconLayoutDashboard },
  { page: '/zachman', label: 'nav.zachman', icon: IconLayoutGrid },
  { page: '/adm', label: 'nav.adm', icon: IconChecklist },
  { page: '/elements', label: 'nav.catalogs', icon: IconListDetails },
  { page: '/history', label: 'nav.history', icon: IconHistory },
  { page: '/metamodel', label: 'nav.metamodel', icon: IconSchema },
  { to: '/m/$model/health' as '/m/$model', holds: /^health/, label: 'nav.health', icon: IconHeartbeat },
];
