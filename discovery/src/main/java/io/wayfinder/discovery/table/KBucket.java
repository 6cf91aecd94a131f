package io.wayfinder.discovery.table;

import io.wayfinder.discovery.table.KnownNode.Place;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nodes at one log distance: entries, and replacements that wait for a place, the most recently seen last.
 * Replacements have a quota of their own: were they counted with the entries, records that name a victim's network
 * would keep it out.
 */
final class KBucket {

    final int distance;
    final List<KnownNode> entries = new ArrayList<>();
    final List<KnownNode> replacements = new ArrayList<>();
    private final TableLimits limits;
    private final IpQuota entryQuota;
    private final IpQuota replacementQuota;
    private final IpQuota tableQuota;
    private int trials;

    KBucket(int distance, TableLimits limits, IpQuota tableQuota) {
        this.distance = distance;
        this.limits = limits;
        this.entryQuota = IpQuota.ofBucket(limits);
        this.replacementQuota = IpQuota.ofBucket(limits);
        this.tableQuota = tableQuota;
    }

    /** The caller's own list. */
    List<NodeRecord> live() {
        List<NodeRecord> live = new ArrayList<>(entries.size());
        for (KnownNode entry : entries) {
            if (entry.live(limits)) {
                live.add(entry.record);
            }
        }
        return live;
    }

    boolean hasRoom() {
        return entries.size() < limits.bucketSize();
    }

    /** Places that are free and for which no replacement is on trial. */
    int unclaimedPlaces() {
        return limits.bucketSize() - entries.size() - trials;
    }

    boolean fitsBucket(List<Endpoint> endpoints) {
        return entryQuota.fits(endpoints);
    }

    boolean fitsTable(List<Endpoint> endpoints) {
        return tableQuota.fits(endpoints);
    }

    boolean fits(KnownNode node) {
        return fitsBucket(node.endpoints) && fitsTable(node.endpoints);
    }

    /** Which quota an entry does not fit. */
    TableCount quotaRefusing(KnownNode node) {
        return fitsBucket(node.endpoints) ? TableCount.REFUSED_TABLE_QUOTA : TableCount.REFUSED_BUCKET_QUOTA;
    }

    /** Whether the entry, wherever it is, uses up what the node lacks of a quota. */
    boolean isInTheWay(KnownNode entry, KnownNode node) {
        boolean matters = entry.bucket == this || !fitsTable(node.endpoints);
        return matters && !fits(node) && tableQuota.shares(entry.endpoints, node.endpoints);
    }

    /** Whether there is room, or could be. */
    boolean canTake() {
        return hasRoom() || displaceable() != null;
    }

    void enter(long nowMs, KnownNode node) {
        entries.add(node);
        entryQuota.add(node.endpoints);
        tableQuota.add(node.endpoints);
        node.place = Place.ENTRY;
        node.enteredMs = nowMs;
    }

    /** The entry that a proven node may displace: never proven, the most misses, then the longest here. */
    @Nullable
    KnownNode displaceable() {
        KnownNode worst = null;
        for (KnownNode entry : entries) {
            if (!entry.proven && (worst == null || entry.misses > worst.misses)) {
                worst = entry;
            }
        }
        return worst;
    }

    boolean fitsReplacements(List<Endpoint> endpoints) {
        return replacementQuota.fits(endpoints);
    }

    /** The replacement to drop for a newcomer, or null: not proven, not on trial, and seen longest ago. */
    @Nullable
    KnownNode worstReplacement() {
        for (KnownNode node : replacements) {
            if (!node.proven && node.place == Place.REPLACEMENT) {
                return node;
            }
        }
        return null;
    }

    void await(KnownNode node) {
        replacements.add(node);
        replacementQuota.add(node.endpoints);
        node.place = Place.REPLACEMENT;
    }

    /** Makes a replacement the most recently seen one. */
    void seen(KnownNode replacement) {
        replacements.remove(replacement);
        replacements.add(replacement);
    }

    /**
     * Puts the best replacement on trial, for a place that is free: proven before unproven, then the most recently seen.
     * Null when there is none.
     */
    @Nullable
    KnownNode tryOut() {
        KnownNode best = null;
        for (KnownNode node : replacements.reversed()) {
            if (node.place == Place.REPLACEMENT && fits(node) && (best == null || (node.proven && !best.proven))) {
                best = node;
            }
        }
        if (best != null) {
            best.place = Place.TRIAL;
            trials++;
        }
        return best;
    }

    /** It waits again, or is about to leave. */
    void endTrial(KnownNode replacement) {
        trials -= replacement.place == Place.TRIAL ? 1 : 0;
        replacement.place = Place.REPLACEMENT;
    }

    void remove(KnownNode node) {
        if (node.place == Place.ENTRY) {
            entries.remove(node);
            entryQuota.remove(node.endpoints);
            tableQuota.remove(node.endpoints);
        } else {
            endTrial(node);
            replacements.remove(node);
            replacementQuota.remove(node.endpoints);
        }
    }

    /** Takes the node to its new endpoints; false, and nothing changed, when the quotas have no room there. */
    boolean move(KnownNode node, List<Endpoint> endpoints) {
        boolean entry = node.place == Place.ENTRY;
        IpQuota own = entry ? entryQuota : replacementQuota;
        own.remove(node.endpoints);
        if (entry) {
            tableQuota.remove(node.endpoints);
        }
        boolean fits = own.fits(endpoints) && (!entry || tableQuota.fits(endpoints));
        List<Endpoint> now = fits ? endpoints : node.endpoints;
        own.add(now);
        if (entry) {
            tableQuota.add(now);
        }
        if (fits) {
            node.moved(endpoints);
        }
        return fits;
    }
}
