import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from '@/app/ModelContext';
import { client } from '@/graphql/client';
import { dateTime } from '@/i18n/i18n';
import { useVersion } from '@/screens/compare/useVersion';
import { CreateTag, DeleteTag } from './mutations';
import { tell } from './toast';
import { complain, refreshRefs } from './work';

const FEW = 30;

/** Commits that have a name for good. */
export function Tags() {
  const { t } = useTranslation();
  const { tags } = useModel();
  const [shown, setShown] = useState(FEW);
  return (
    <section>
      <h2>{`${t('version.tags')} (${tags.length})`}</h2>
      {tags.length === 0 && <p className="quiet">{t('branch.noTags')}</p>}
      <ul className="plain">
        {tags.slice(0, shown).map(({ name, revision }) => (
          <TagRow key={name} name={name} revision={revision} />
        ))}
      </ul>
      {tags.length > shown && (
        <button type="button" className="link" onClick={() => setShown(shown + FEW)}>
          {t('compare.more', { count: tags.length - shown })}
        </button>
      )}
    </section>
  );
}

function TagRow({ name, revision }: { name: string; revision: string }) {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const { commit } = useVersion(name);
  const remove = async () => {
    const { error } = await client
      .mutation(DeleteTag, { model: model.name, name, seen: revision })
      .toPromise();
    if (error) return complain(error);
    await refreshRefs(model);
    const back = { model: model.name, name, at: revision, message: null };
    tell(t('branch.tagGone', { name }), () => {
      void client
        .mutation(CreateTag, back)
        .toPromise()
        .then(() => refreshRefs(model));
    });
  };
  return (
    <li className="branch">
      <div className="branch-name">
        <Link to="/m/$model" params={{ model: model.name }} search={{ at: name }} title={name}>
          {name}
        </Link>
      </div>
      <div className="branch-facts">
        {commit && (
          <span className="branch-last" title={commit.title}>
            <time dateTime={commit.time}>{dateTime(i18n.language, commit.time)}</time> · {commit.title}
          </span>
        )}
      </div>
      <Link
        to="/m/$model/compare"
        params={{ model: model.name }}
        search={{ before: name }}
        aria-label={t('branch.compareNow', { name })}
      >
        {t('version.compare')}
      </Link>
      {model.me.role === 'ADMIN' && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={t('branch.deleteTag', { name })}
          onClick={() => void remove()}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}
