package io.wayfinder.discovery.table;

import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.List;

/** A node that the table holds, as a bucket entry or as a replacement, and what is known of its health. */
final class KnownNode {

    /** Where the node may stand in its bucket. */
    enum Place {
        /** A bucket entry. */
        ENTRY,
        /** Waits for a place. */
        REPLACEMENT,
        /** A replacement that is being pinged since a place is free. */
        TRIAL
    }

    final KBucket bucket;
    /** Order of arrival, to tell apart nodes that are due at the same time. */
    final long serial;

    final long addedMs;
    NodeRecord record;
    List<Endpoint> endpoints;
    Place place = Place.REPLACEMENT;
    long enteredMs;

    /** Since when it has been answering at its endpoint; meaningless unless {@code proven}. */
    long provenSinceMs;

    boolean proven;
    int checks;
    int misses;
    long firstMissMs;
    long lastMissMs;
    boolean everPinged;
    long lastPingMs;

    /** Its place in {@link WaitingNodes}. */
    int waitingAt = WaitingNodes.NOWHERE;

    KnownNode(KBucket bucket, long serial, long nowMs, NodeRecord record) {
        this.bucket = bucket;
        this.serial = serial;
        this.addedMs = nowMs;
        this.record = record;
        this.endpoints = endpointsOf(record);
    }

    /** The endpoints at which somebody could be: not the special addresses. */
    static List<Endpoint> endpointsOf(NodeRecord record) {
        List<Endpoint> all = record.udpEndpoints();
        if (record.isGlobal()) {
            return all;
        }
        for (Endpoint endpoint : all) {
            if (endpoint.address().isSpecial()) {
                return all.stream().filter(each -> !each.address().isSpecial()).toList();
            }
        }
        return all;
    }

    NodeId id() {
        return record.nodeId();
    }

    boolean live(TableLimits limits) {
        return proven && misses < limits.missesSilent();
    }

    boolean isLiveEntry(TableLimits limits) {
        return place == Place.ENTRY && live(limits);
    }

    TableEntry toEntry(TableLimits limits) {
        return new TableEntry(record, bucket.distance, addedMs, enteredMs, checks, live(limits));
    }

    void answered(long nowMs) {
        if (!proven || misses > 0) {
            provenSinceMs = nowMs;
        }
        proven = true;
        checks++;
        misses = 0;
    }

    /** Counts a miss, unless it belongs to the last one. */
    void missed(long nowMs, long spacingMs) {
        if (misses > 0 && nowMs - lastMissMs < spacingMs) {
            return;
        }
        if (misses == 0) {
            firstMissMs = nowMs;
        }
        misses++;
        checks = 0;
        lastMissMs = nowMs;
    }

    /** It says that it is elsewhere now: what was proven there says nothing of here. */
    void moved(List<Endpoint> newEndpoints) {
        endpoints = newEndpoints;
        proven = false;
        checks = 0;
        misses = 0;
    }
}
