package io.wayfinder.discovery.node;

import io.wayfinder.discovery.lookup.LookupLimits;
import io.wayfinder.discovery.request.RequestLimits;
import io.wayfinder.discovery.session.SessionLimits;
import io.wayfinder.discovery.table.TableLimits;

/**
 * Every bound of a node: each layer's own, and those of the node itself.
 *
 * @param knownRecords nodes whose newest verified record is kept; beyond it the least recently used is forgotten (and
 *     verified and told as {@link Output.NodeSeen} again)
 * @param lookupsAtOnce lookups and resolves that commands may have running; beyond it a new one ends as busy
 * @param talksPending TALKREQs that may wait for the application; beyond it a new one gets the empty answer
 */
public record Limits(
        SessionLimits sessions,
        RequestLimits requests,
        TableLimits table,
        LookupLimits lookup,
        int knownRecords,
        int lookupsAtOnce,
        int talksPending) {

    public static final Limits DEFAULT = new Limits(
            SessionLimits.DEFAULT, RequestLimits.DEFAULT, TableLimits.DEFAULT, LookupLimits.DEFAULT, 8_192, 64, 1_024);

    public Limits withLookupsAtOnce(int lookups) {
        return new Limits(sessions, requests, table, lookup, knownRecords, lookups, talksPending);
    }

    public Limits withTalksPending(int talks) {
        return new Limits(sessions, requests, table, lookup, knownRecords, lookupsAtOnce, talks);
    }
}
