import { IconBinaryTree } from '@tabler/icons-react';
import { IconChecklist, IconHeartbeat, IconHistory, IconLayoutGrid } from '@tabler/icons-react';
import { IconLayoutDashboard, IconListDetails, IconPercentage, IconSchema } from '@tabler/icons-react';
import { IconMap, IconTable, IconTopologyStar } from '@tabler/icons-react';
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
  { to: '/m/$model/zachman', holds: /^zachman/, label: 'nav.zachman', icon: IconLayoutGrid },
  { to: '/m/$model/adm', holds: /^adm/, label: 'nav.adm', icon: IconChecklist },
  { to: '/m/$model/maps', holds: /^maps?(\/|$)/, label: 'nav.maps', icon: IconMap },
  { to: '/m/$model/catalogs', holds: /^catalogs?(\/|$)/, label: 'nav.catalogs', icon: IconListDetails },
  { to: '/m/$model/matrix', holds: /^matrix/, label: 'nav.matrices', icon: IconTable },
  { to: '/m/$model/impact', holds: /^impact/, label: 'nav.impact', icon: IconTopologyStar },
  { page: '/completeness', label: 'nav.completeness', icon: IconPercentage },
  { page: '/history', label: 'nav.history', icon: IconHistory },
  { page: '/metamodel', label: 'nav.metamodel', icon: IconSchema },
  { page: '/problems', label: 'nav.health', icon: IconHeartbeat },
];
