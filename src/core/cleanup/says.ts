import { isInCluster } from '../followed';
import { msg, type Message } from '../message';

/** What is said of the target of a clean-up, in the words of that target. `place`: undefined where none was asked, which is Docker. */
export interface TargetWords {
  readonly another: Message;
  readonly away: Message;
  readonly stillThere: Message;
  said(line: string): Message;
}

export function targetWords(place: string | undefined): TargetWords {
  return place !== undefined && isInCluster(place) ? cluster : docker;
}

const docker: TargetWords = {
  another: msg('Docker is not the one that was shown when you looked. Nothing was removed.'), away: msg('Docker does not answer any more.'), stillThere: msg('Docker still lists it.'),
  said: line => msg('Docker says: {0}', line),
};
const cluster: TargetWords = {
  another: msg('The cluster is not the one that was shown when you looked. Nothing was removed.'), away: msg('The cluster does not answer any more.'), stillThere: msg('The cluster still lists it.'),
  said: line => msg('The cluster says: {0}', line),
};
