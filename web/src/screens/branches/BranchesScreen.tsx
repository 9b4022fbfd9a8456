import { Button, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDialogs } from '@/app/actions/dialogs';
import { type OpenModel, useModel } from '@/app/ModelContext';
import { slug } from '@/app/useEdit';
import './branches.css';
import { BranchRow } from './BranchRow';
import { Discarded } from './Discarded';
import { OpenMerges } from './OpenMerges';
import { Tags } from './Tags';

/** Rows of a list before somebody asks for more. */
const FEW = 50;

type Branch = OpenModel['branches'][number];

/** Branches by whose they are. */
export function sorted({ branches, me }: Pick<OpenModel, 'branches' | 'me'>) {
  const own = `draft/${slug(me.name)}/`;
  const isMain = ({ isDefault, isProtected }: Branch) => isDefault || isProtected;
  const main = branches.filter(isMain);
  const rest = branches.filter((branch) => !isMain(branch));
  return {
    main: main.toSorted((one, other) => Number(other.isDefault) - Number(one.isDefault)),
    mine: rest.filter(({ name }) => name.startsWith(own)),
    others: rest.filter(({ name }) => !name.startsWith(own)),
  };
}

/** Branches, tags, merges that wait and drafts that were thrown away. */
export function BranchesScreen() {
  const { t } = useTranslation();
  const model = useModel();
  const { name, at, isEditable } = model;
  const { main, mine, others } = sorted(model);
  return (
    <div className="screen branches">
      <header className="branches-head">
        <Title order={1}>{t('versions.title')}</Title>
        {isEditable && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() =>
              useDialogs.getState().show({ name: 'branch', act: 'new', of: model.branch ?? model.revision })
            }
          >
            {t('branch.new')}
          </Button>
        )}
        <Link to="/m/$model/history" params={{ model: name }} search={at ? { at } : {}}>
          {t('nav.history')}
        </Link>
        <Link to="/m/$model/compare" params={{ model: name }} search={at ? { at } : {}}>
          {t('version.compare')}
        </Link>
      </header>
      {isEditable && <OpenMerges />}
      <List title={t('version.mine')} branches={mine} none={t('branch.noMine')} />
      <List title={t('version.others')} branches={others} none={t('branch.noOthers')} />
      <List title={t('version.protectedOnes')} branches={main} none="" />
      <Tags />
      <Discarded />
    </div>
  );
}

function List({ title, branches, none }: { title: string; branches: Branch[]; none: string }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(FEW);
  if (branches.length === 0 && !none) return null;
  return (
    <section>
      <h2>{`${title} (${branches.length})`}</h2>
      {branches.length === 0 && <p className="quiet">{none}</p>}
      <ul className="plain">
        {branches.slice(0, shown).map((branch) => (
          <BranchRow key={branch.name} branch={branch} />
        ))}
      </ul>
      {branches.length > shown && (
        <Button size="compact-sm" variant="default" onClick={() => setShown(shown + FEW)}>
          {t('compare.more', { count: branches.length - shown })}
        </Button>
      )}
    </section>
  );
}
