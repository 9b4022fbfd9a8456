import type { TFunction } from 'i18next';
import { type FragmentOf, readFragment } from '@/graphql/tada';
import { toCsv } from '@/parts/csv';
import { packageOf } from '@/screens/delivery/ledger/format';
import { Contents } from '@/screens/delivery/queries';

/** The requirements of a release, each with the version that brought it. */
export function contentsCsv(t: TFunction, of: FragmentOf<typeof Contents>): string {
  const { requirements } = readFragment(Contents, of);
  return toCsv([
    [t('board.cell.id'), t('board.cell.name'), t('delivery.cell.package'), t('delivery.cell.version')],
    ...requirements.map(({ elementId, requirement, version, package: purl }) => [
      elementId,
      requirement?.name ?? elementId,
      packageOf(purl).name,
      version,
    ]),
  ]);
}
