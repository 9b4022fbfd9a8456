import { useNavigate } from '@tanstack/react-router';
import { useMutation } from 'urql';
import { sentenceOf } from '@/graphql/errors';
import { exampleAmong } from './content';
import { CreateModel } from './queries';

/** Opens the example, which is made where it is not served yet. */
export function useExample(models: readonly string[]) {
  const navigate = useNavigate();
  const [{ fetching, error }, create] = useMutation(CreateModel);
  const open = async () => {
    let model = exampleAmong(models);
    if (!model) {
      // Title and languages are the example's own, whatever is sent.
      const wanted = { name: 'example', title: 'Example', languages: ['en', 'zh'] };
      const { data } = await create({ ...wanted, template: 'EXAMPLE' });
      model = data?.createModel.name;
    }
    if (model) void navigate({ to: '/m/$model', params: { model } });
  };
  return { open: () => void open(), isBusy: fetching, problem: error ? sentenceOf(error) : null };
}
