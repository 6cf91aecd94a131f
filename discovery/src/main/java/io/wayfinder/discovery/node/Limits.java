package io.wayfinder.discovery.node;

import io.wayfinder.discovery.lookup.LookupLimits;
import io.wayfinder.discovery.request.RequestLimits;
import io.wayfinder.discovery.table.TableLimits;

/** Every bound of a node: each layer's own, and those of the node itself. */
public record Limits(
        RequestLimits requests, TableLimits table, LookupLimits lookup, int knownRecords, int lookupsAtOnce, int talksPending) {

    public static final Limits DEFAULT =
            new Limits(RequestLimits.DEFAULT, TableLimits.DEFAULT, LookupLimits.DEFAULT, 8_192, 64, 1_024);
}
