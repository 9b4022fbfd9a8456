import { useDebouncedValue } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Loading } from '@/parts/Loading';
import { Trouble } from '@/parts/Trouble';
import type { useLedger } from './useLedger';

type Asked<Data> = Pick<ReturnType<typeof useLedger>, 'error' | 'isLoading' | 'retry'> & {
  data: Data | undefined;
};

/** How long an answer may take before a skeleton stands in its place, in milliseconds. */
const PATIENCE = 150;

/** What is drawn of an answer: it, what went wrong, or that it is on its way. */
export function Answer<Data>({ of, children }: { of: Asked<Data>; children: (data: Data) => ReactNode }) {
  const isMissing = of.data === undefined && !of.error;
  const [isSlow] = useDebouncedValue(isMissing, PATIENCE);
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error) return <Trouble error={of.error} onRetry={of.retry} />;
  return isSlow && isMissing ? <Loading /> : null;
}
