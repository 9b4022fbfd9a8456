import { Button, SegmentedControl } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { drafts } from '@/app/drafts';
import { useModel } from '@/app/ModelContext';
import { isGuarded, newDraft } from '@/app/useEdit';
import { CreateBranch } from '@/graphql/commit';
import { sentenceOf } from '@/graphql/errors';
import type { ResultOf } from '@/graphql/tada';
import { Dialog } from '@/parts/Dialog';
import { Loading } from '@/parts/Loading';
import { contentOf } from './content';
import { useDropped } from './dropped';
import { ImportFile } from './queries';
import { Report } from './Report';

type Answer = ResultOf<typeof ImportFile>['importFile'];
type Mode = 'ADD' | 'REPLACE';

/** Says what a file would do to the model, and does it in a draft. */
export default function ImportDialog({ file }: { file: File }) {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const client = useClient();
  const navigate = useNavigate();
  const [mode, setMode] = useState<Mode>('ADD');
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const close = () => useDropped.getState().bring(null);
  const { name, revision, branch } = model;
  const language = i18n.language;

  useEffect(() => {
    let isCurrent = true;
    const preview = async () => {
      if (!branch) return;
      const content = await contentOf(file);
      const variables = {
        model: name,
        branch,
        base: revision,
        fileName: file.name,
        content,
        mode,
        dryRun: true,
      };
      const { data, error } = await client.mutation(ImportFile, { ...variables, language }).toPromise();
      if (!isCurrent) return;
      setAnswer(data?.importFile ?? null);
      setProblem(error ? sentenceOf(error) : null);
    };
    preview().catch(() => isCurrent && setProblem(t('import.tooLarge')));
    return () => {
      isCurrent = false;
    };
  }, [client, file, name, branch, revision, mode, language, t]);

  const bring = async () => {
    if (!branch) return;
    setBusy(true);
    const target = isGuarded(model) ? newDraft(model) : branch;
    if (target !== branch) {
      await client.mutation(CreateBranch, { model: name, name: target, at: revision }).toPromise();
    }
    const content = await contentOf(file);
    const variables = {
      model: name,
      branch: target,
      base: revision,
      fileName: file.name,
      content,
      mode,
      dryRun: false,
    };
    const { data, error } = await client.mutation(ImportFile, { ...variables, language }).toPromise();
    setBusy(false);
    if (data?.importFile.__typename === 'ImportSucceeded') {
      drafts.getState().open(name, target, data.importFile.revision, false);
      close();
      void navigate({ to: '/m/$model/views', params: { model: name }, search: { at: target } });
      return;
    }
    if (data) setAnswer(data.importFile);
    setProblem(error ? sentenceOf(error) : null);
  };

  return (
    <Dialog title={t('import.title', { file: file.name })} size="lg" onClose={close}>
      {!model.isEditable && <p role="status">{t('import.readOnly')}</p>}
      <SegmentedControl
        aria-label={t('import.mode')}
        data={(['ADD', 'REPLACE'] as const).map((value) => ({ value, label: t(`import.${value}`) }))}
        value={mode}
        onChange={(next) => {
          setAnswer(null);
          setMode(next as Mode);
        }}
      />
      <p className="quiet">{t(`import.about${mode}`)}</p>
      {problem && <p role="alert">{problem}</p>}
      {!answer && !problem && model.isEditable && <Loading />}
      {answer && <Report answer={answer} />}
      <Button
        mt="md"
        loading={isBusy}
        disabled={!model.isEditable || answer?.__typename !== 'ImportSucceeded'}
        onClick={() => void bring()}
      >
        {t('import.do')}
      </Button>
    </Dialog>
  );
}
