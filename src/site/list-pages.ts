import { amount } from '../amount.ts';
import type { Month, Ts } from '../model/ts.ts';
import { pagerOf } from './conversation-page.ts';
import { pageView, type SiteFrame } from './page-frame.ts';
import { relativeLink } from './relative-link.ts';
import { latest, latestTalk, nearOf, rowOf } from './rows.ts';
import { monthName, shownDay, shownMonth } from './shown-time.ts';
import {
  allMonthPath,
  byMonth,
  type ChannelPlace,
  channelPath,
  monthPagePath,
  type Placed,
  type SiteMap,
} from './site-map.ts';
import type {
  AllChannelsView,
  AllMonthsView,
  ChannelRowView,
  ChannelView,
  HomeView,
  MonthView,
  YearView,
} from './views.ts';

const rowsPerPage = 100;
const latestRows = 30;

/** On which page of its month, from 1, a conversation is listed: oldest first, so that only the last page changes. */
export function monthPageOf(position: number): number {
  return 1 + Math.floor(position / rowsPerPage);
}

export interface ListPage<View> {
  readonly path: string;
  readonly view: View;
}

/** The pages of each month of a channel. */
export function* monthPages(channel: ChannelPlace, frame: SiteFrame): Generator<ListPage<MonthView>> {
  const months = [...byMonth(channel.conversations)];
  for (const [index, [month, placed]] of months.entries()) {
    const count = monthPageOf(placed.length - 1);
    const near = (at: number) => {
      const other = months[at]?.[0];
      return other === undefined
        ? undefined
        : { path: monthPagePath(channel, other, 1), title: shownMonth(other) };
    };
    for (let number = 1; number <= count; number += 1) {
      const path = monthPagePath(channel, month, number);
      const rows = placed.slice((number - 1) * rowsPerPage, number * rowsPerPage);
      const title = `#${channel.name}, ${shownMonth(month)}`;
      const view: MonthView = {
        site: frame.view,
        page: pageView({ path, title, isUnlisted: number > 1 }, frame),
        channel: { name: channel.name, href: relativeLink(path, channelPath(channel)) },
        month: shownMonth(month),
        facts: sumOf(placed),
        rows: rows.map((one) => rowOf(one, path)),
        ...(count === 1
          ? {}
          : { pager: pagerOf({ number, count, path }, (at) => monthPagePath(channel, month, at)) }),
        near: nearOf(path, { older: near(index - 1), newer: near(index + 1) }),
      };
      yield { path, view };
    }
  }
}

/** `214 conversations · 1,200 messages` */
function sumOf(placed: readonly Placed[]): string {
  const messages = placed.reduce((sum, { summary }) => sum + summary.times.count, 0);
  return `${amount(placed.length, 'conversation')} · ${amount(messages, 'message')}`;
}

export function channelPage(channel: ChannelPlace, frame: SiteFrame): ListPage<ChannelView> {
  const path = channelPath(channel);
  const months = new Map([...byMonth(channel.conversations)].map(([month, all]) => [month, all.length]));
  const { topic } = channel;
  const view: ChannelView = {
    site: frame.view,
    page: pageView(
      { path, title: `#${channel.name}`, ...(topic === undefined ? {} : { description: topic }) },
      frame,
    ),
    channel: { name: channel.name },
    ...(topic === undefined ? {} : { topic }),
    facts: sumOf(channel.conversations),
    years: yearsOf(months, (month) => relativeLink(path, monthPagePath(channel, month, 1))),
    rows: latestTalk(channel.conversations, latestRows).map((one) => rowOf(one, path)),
  };
  return { path, view };
}

/** Newest year first; within it from January on. */
function yearsOf(months: ReadonlyMap<Month, number>, hrefOf: (month: Month) => string): readonly YearView[] {
  const years = [...new Set([...months.keys()].map((month) => month.slice(0, 4)))].sort().reverse();
  return years.map((year) => ({
    year,
    months: [...months.keys()]
      .filter((month) => month.startsWith(year))
      .sort()
      .map((month) => ({
        name: monthName(month).slice(0, 3),
        href: hrefOf(month),
        title: `${shownMonth(month)}: ${amount(months.get(month) ?? 0, 'conversation')}`,
        count: (months.get(month) ?? 0).toLocaleString('en-US'),
      })),
  }));
}

/** All months of the site with the number of conversations. */
function allMonths({ channels }: SiteMap): ReadonlyMap<Month, number> {
  const months = new Map<Month, number>();
  for (const { conversations } of channels)
    for (const [month, placed] of byMonth(conversations))
      months.set(month, (months.get(month) ?? 0) + placed.length);
  return new Map([...months].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function allMonthsPage(map: SiteMap, frame: SiteFrame): ListPage<AllMonthsView> {
  const path = 't/index.html';
  const years = yearsOf(allMonths(map), (month) => relativeLink(path, allMonthPath(month)));
  return { path, view: { site: frame.view, page: pageView({ path, title: 'Months' }, frame), years } };
}

/** One page for each month: which channels were talking. */
export function* allChannelsPages(map: SiteMap, frame: SiteFrame): Generator<ListPage<AllChannelsView>> {
  const months = [...allMonths(map).keys()];
  const grouped = map.channels.map((channel) => ({ channel, ofMonths: byMonth(channel.conversations) }));
  for (const [index, month] of months.entries()) {
    const path = allMonthPath(month);
    const talking = grouped.flatMap(({ channel, ofMonths }) => {
      const placed = ofMonths.get(month);
      return placed === undefined ? [] : [{ channel, placed }];
    });
    const near = (other: Month | undefined) =>
      other === undefined ? undefined : { path: allMonthPath(other), title: shownMonth(other) };
    const view: AllChannelsView = {
      site: frame.view,
      page: pageView({ path, title: shownMonth(month), isUnlisted: true }, frame),
      root: { href: relativeLink(path, 't/index.html') },
      month: shownMonth(month),
      facts: sumOf(talking.flatMap(({ placed }) => placed)),
      channels: talking.map(({ channel, placed }) =>
        channelRow(channel, placed, relativeLink(path, monthPagePath(channel, month, 1))),
      ),
      near: nearOf(path, { older: near(months[index - 1]), newer: near(months[index + 1]) }),
    };
    yield { path, view };
  }
}

function channelRow({ name }: ChannelPlace, placed: readonly Placed[], href: string): ChannelRowView {
  const messages = placed.reduce((sum, { summary }) => sum + summary.times.count, 0);
  const last = lastOf(placed);
  return {
    name,
    href,
    conversations: placed.length.toLocaleString('en-US'),
    messages: messages.toLocaleString('en-US'),
    last: last === undefined ? '' : shownDay(last),
  };
}

function lastOf(placed: readonly Placed[]): Ts | undefined {
  return latest(placed, 1)[0]?.summary.times.last;
}

const homeRows = 20;
const mostMentioned = 10;

export function homePage(map: SiteMap, frame: SiteFrame, description?: string): ListPage<HomeView> {
  const path = 'index.html';
  const everything = map.channels.flatMap(({ conversations }) => conversations);
  const nameOf = ({ entry }: Placed) => map.channel(entry)?.name;
  const channels = map.channels
    .filter(({ conversations }) => conversations.length > 0)
    .map((channel) => channelRow(channel, channel.conversations, relativeLink(path, channelPath(channel))));
  const view: HomeView = {
    site: frame.view,
    page: pageView({ path, isEntry: true, ...(description === undefined ? {} : { description }) }, frame),
    ...(description === undefined ? {} : { description }),
    facts: spanOf(map),
    channels,
    rows: latestTalk(everything, homeRows).map((one) => rowOf(one, path, nameOf(one))),
    mentioned: map.mostMentioned(mostMentioned).map((one) => rowOf(one, path, nameOf(one))),
  };
  return { path, view };
}

/** `684 conversations · 11,239 messages · 2020 – 2026` */
export function spanOf(map: SiteMap): string {
  const everything = map.channels.flatMap(({ conversations }) => conversations);
  const years = [...allMonths(map).keys()].map((month) => month.slice(0, 4));
  const [first, last] = [years[0], years.at(-1)];
  const span = [first, last].filter((year) => year !== undefined);
  return [sumOf(everything), ...(span.length === 0 ? [] : [[...new Set(span)].join(' – ')])].join(' · ');
}
