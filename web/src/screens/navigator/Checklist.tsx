import './checklist.css';

import { CloseButton } from '@mantine/core';
import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actionOf } from '@/app/actions/actions';
import { useActionContext } from '@/app/actions/useActionContext';
import { useModel } from '@/app/ModelContext';

const keyOf = (model: string) => `archweave.checklist.${model}`;

/** Five first steps in a model, ticked as they are done; gone for good when closed. */
export function Checklist() {
  const { t } = useTranslation();
  const model = useModel();
  const context = useActionContext(model);
  const [isClosed, setClosed] = useState(() => localStorage.getItem(keyOf(model.name)) === 'closed');
  const { stats, draft, branches, isEditable } = model;
  const steps = [
    { step: 'element', isDone: stats.elements > 0, action: 'new-element' },
    { step: 'relation', isDone: stats.relationships > 0, action: 'search' },
    { step: 'view', isDone: stats.views > 0, action: 'go-views' },
    {
      step: 'draft',
      isDone: draft !== undefined || branches.some(({ name }) => name.startsWith('draft/')),
      action: 'search',
    },
    { step: 'health', isDone: false, action: 'go-health' },
  ] as const;
  if (isClosed || !isEditable || steps.filter(({ isDone }) => isDone).length >= 4) return null;
  const close = () => {
    localStorage.setItem(keyOf(model.name), 'closed');
    setClosed(true);
  };
  return (
    <section className="checklist" aria-label={t('checklist.title')}>
      <h2>
        {t('checklist.title')} <CloseButton aria-label={t('checklist.close')} onClick={close} />
      </h2>
      <ol className="plain">
        {steps.map(({ step, isDone, action }) => (
          <li key={step} data-done={isDone || undefined}>
            {isDone ? <IconCircleCheck size={18} aria-hidden /> : <IconCircle size={18} aria-hidden />}
            <span className="unseen">{isDone ? t('checklist.done') : t('checklist.open')}</span>
            <button type="button" className="link" onClick={() => actionOf(action)?.run(context)}>
              {t(`checklist.${step}`)}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
