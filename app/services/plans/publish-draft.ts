import type { NetworkId } from '#app/adapters/db/transaction.server.ts';
import { draftGround } from '#app/services/plans/draft-ground.ts';
import { publishPlan } from '#app/services/plans/publish-plan.ts';

interface PublishDraft {
  readonly networkId: NetworkId;
  readonly programmeId: number;
  readonly startsAt: Date;
  readonly actor: string;
  readonly now: Date;
}

/** Publishes what was saved last; sent twice, the second finds it published. @throws as `publishPlan` */
export async function publishDraft(request: PublishDraft): Promise<{ version: number }> {
  return publishPlan({ ...request, document: await draftGround(request.networkId, request.programmeId) });
}
