import type { Plan } from '../publish/plan.ts';
import { type PlanReport, planReport, printPlan } from '../publish/print-plan.ts';
import { siteBytes } from '../site/site-writer.ts';

/** The plan for scripts and for a person; it knows the size of the site, where one was built. */
export function reportPlan(plan: Plan, site: string): { readonly report: PlanReport; readonly text: string } {
  return { report: planReport(plan), text: printPlan(plan, siteBytes(site)) };
}
