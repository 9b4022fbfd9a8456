import { Suspense, lazy, useEffect } from 'react';
import { onFileDropped, useDropped } from './dropped';

const ImportDialog = lazy(() => import('./ImportDialog'));

/** In a model: a file that is dropped anywhere is offered for import. */
export function DropZone() {
  const { file, bring } = useDropped();
  useEffect(() => onFileDropped(bring), [bring]);
  if (!file) return null;
  return (
    <Suspense fallback={null}>
      <ImportDialog key={`${file.name} ${file.size}`} file={file} />
    </Suspense>
  );
}
