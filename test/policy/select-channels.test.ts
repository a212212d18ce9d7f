import { describe, expect, it } from 'vitest';
import type { ChannelId } from '../../src/model/ids.ts';
import { type Selectable, selectChannels } from '../../src/policy/select-channels.ts';

const channel = (name: string, kind: string, id?: string): Selectable => ({
  folder: name,
  name,
  kind,
  ...(id === undefined ? {} : { id: id as ChannelId }),
});
const channels = [
  channel('general', 'public', 'C024BE91L'),
  channel('help', 'public', 'C024BE92M'),
  channel('moderators', 'private', 'G024BE93N'),
  channel('partners', 'shared', 'C024BE94P'),
  channel('D024BE95Q', 'direct', 'D024BE95Q'),
  channel('mpdm-a--b-1', 'group-direct', 'G024BE96R'),
  channel('summer', 'unlisted'),
  channel('FC_F1_notes', 'canvas-comments'),
  channel('nameless', 'public'),
];

function chosen(...wanted: string[]) {
  const { selected, refused } = selectChannels(channels, wanted);
  return {
    selected: selected.map(({ name, id }) => `${name}=${id}`),
    refused: Object.fromEntries(refused.map(({ channel: { name }, reason }) => [name, reason])),
  };
}

describe('without a wish', () => {
  it('all public channels are chosen, and each other has its reason', () => {
    expect(chosen()).toEqual({
      selected: ['general=C024BE91L', 'help=C024BE92M'],
      refused: {
        moderators: 'private-channel',
        partners: 'shared-channel',
        D024BE95Q: 'direct-message',
        'mpdm-a--b-1': 'direct-message',
        summer: 'unlisted-channel',
        FC_F1_notes: 'canvas-comments',
        nameless: 'no-channel-id',
      },
    });
  });
});

describe('with a wish', () => {
  it.each([['C024BE91L'], ['general'], ['#general']])('only that channel is chosen: %s', (wish) => {
    const { selected, refused } = chosen(wish);
    expect(selected).toEqual(['general=C024BE91L']);
    expect(refused.help).toBe('not-chosen');
    expect(Object.keys(refused)).toHaveLength(channels.length - 1);
  });

  it('a person can vouch for a folder that no list names', () => {
    expect(chosen('C024BE99Z=summer').selected).toEqual(['summer=C024BE99Z']);
  });

  it.each<[string, RegExp]>([
    ['moderators', /refused \(private-channel\): only public channels/],
    ['G024BE93N', /refused \(private-channel\)/],
    ['partners', /refused \(shared-channel\)/],
    ['D024BE95Q', /refused \(direct-message\)/],
    ['mpdm-a--b-1', /refused \(direct-message\)/],
    ['FC_F1_notes', /refused \(canvas-comments\)/],
    ['summer', /refused \(unlisted-channel\).*--channel ID=summer/],
    ['C024BE99Z=moderators', /this folder is listed/],
    ['U024BE99Z=summer', /U024BE99Z is no channel id/],
    ['D024BE99Z=summer', /D024BE99Z is no channel id/],
    ['C024BE91L=summer', /is the id of general already/],
    ['C024BE99Z=winter', /there is no such channel/],
    ['gen', /there is no such channel. There are: general\./],
    ['nothing-like-it', /There are: general, help, /],
  ])('--channel %s is refused with the reason and what to do', (wish, words) => {
    expect(() => chosen(wish)).toThrow(words);
  });

  it('a kind of channel that nobody has heard of is refused', () => {
    const { selected } = selectChannels([channel('new', 'holographic', 'C024BE97S')], []);
    expect(selected).toEqual([]);
  });

  it('that can’t be fulfilled is no silence: a public channel without id', () => {
    expect(chosen('nameless')).toMatchObject({ selected: [], refused: { nameless: 'no-channel-id' } });
  });
});
