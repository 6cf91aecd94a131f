package io.wayfinder.simulation;

import io.wayfinder.simulation.Scenario.NatShares;
import io.wayfinder.simulation.Scenario.Split;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * All that a {@link Mixture} goes through before it may settle, drawn from its seed: each thing is there in about half of
 * the seeds, so that some are mild, some have one trouble alone, and some have all.
 *
 * @param storm the links at first
 * @param after the links once it is calm
 * @param crowded whether the first nodes share one /24
 * @param flash whether all join within a second
 * @param leaving nodes that leave
 * @param returning how many of those come back, as who they were
 * @param newcomers that join while others leave, as suddenly as {@code flash} says
 * @param split null: the network is in one piece
 * @param oneWay share of ordered pairs of hosts of whom the first does not reach the second
 * @param renewals whether nodes announce new records all the time
 * @param impostor whether there is an {@link Impostor}, who never leaves
 * @param adversaries how many there are of each kind
 * @param calmMs when the storm is over: links are well, the network is whole, adversaries are gone, nobody leaves
 * @param crook whether there is a {@link Crook} until then
 * @param outageMs from when until then one node reaches nobody; 0: all do
 */
record Weather(
        LinkModel storm,
        LinkModel after,
        NatShares nats,
        boolean crowded,
        boolean flash,
        int leaving,
        int returning,
        int newcomers,
        @Nullable Split split,
        double oneWay,
        boolean renewals,
        boolean impostor,
        Map<AdversaryKind, Integer> adversaries,
        long calmMs,
        boolean crook,
        long outageMs) {

    private static final int MTU_PAYLOAD = 1_280;

    /** Of a path that takes no more than what all IPv4 hosts have to take (RFC 791, section 3.1). */
    private static final int MTU_PAYLOAD_LEAST = 548;

    /** One adversary of a kind, or up to as many as this for each of so many nodes. */
    private static final int NODES_PER_ADVERSARY = 16;

    /** Each of them is a host with sixteen ghosts, or sends two hundred packets a second. */
    private static final int OF_COSTLY_KINDS = 1;

    /** What comes of the generator for a network of so many nodes that lives for so long. */
    static Weather draw(SplittableRandom random, int nodes, long forMs) {
        LinkModel after = new LinkModel(random.nextDouble(0.03), 0.01, random.nextDouble(0.05), 0.3, MTU_PAYLOAD);
        long calmMs = forMs * 3 / 10 + random.nextLong(forMs / 10);
        int leaving = random.nextBoolean() ? 1 + random.nextInt(nodes / 3) : 0;
        return new Weather(
                storm(random),
                after,
                nats(random),
                random.nextBoolean(),
                random.nextBoolean(),
                leaving,
                leaving == 0 ? 0 : random.nextInt(leaving),
                random.nextBoolean() ? 1 + random.nextInt(nodes / 3) : 0,
                random.nextBoolean() ? split(random, forMs, calmMs) : null,
                random.nextInt(3) == 0 ? random.nextDouble(0.2) : 0,
                random.nextBoolean(),
                random.nextInt(4) != 0,
                adversaries(random, nodes),
                calmMs,
                random.nextBoolean(),
                random.nextInt(3) == 0 ? forMs / 10 + random.nextLong(forMs / 10) : 0);
    }

    private static LinkModel storm(SplittableRandom random) {
        return new LinkModel(
                random.nextBoolean() ? random.nextDouble(0.2) : 0,
                random.nextBoolean() ? random.nextDouble(0.1) : 0,
                random.nextBoolean() ? random.nextDouble(0.2) : 0,
                random.nextDouble(2),
                random.nextInt(3) == 0 ? random.nextInt(MTU_PAYLOAD_LEAST, MTU_PAYLOAD) : MTU_PAYLOAD);
    }

    private static NatShares nats(SplittableRandom random) {
        return random.nextBoolean()
                ? new NatShares(random.nextDouble(0.15), random.nextDouble(0.15), random.nextDouble(0.1))
                : NatShares.NONE;
    }

    private static Split split(SplittableRandom random, long forMs, long calmMs) {
        long fromMs = forMs / 10 + random.nextLong(forMs / 10);
        return new Split(random.nextDouble(0.05, 0.5), fromMs, random.nextLong(fromMs, calmMs));
    }

    private static Map<AdversaryKind, Integer> adversaries(SplittableRandom random, int nodes) {
        Map<AdversaryKind, Integer> counts = new EnumMap<>(AdversaryKind.class);
        for (AdversaryKind kind : AdversaryKind.values()) {
            boolean costly = kind == AdversaryKind.POISONER || kind == AdversaryKind.FLOODER;
            int most = costly ? OF_COSTLY_KINDS : Math.max(1, nodes / NODES_PER_ADVERSARY);
            if (random.nextInt(3) == 0) {
                counts.put(kind, 1 + random.nextInt(most));
            }
        }
        return counts;
    }

    /** In one line, to be read beside the seed. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        parts.add(text(storm));
        add(
                parts,
                !nats.equals(NatShares.NONE),
                String.format(
                        Locale.ROOT,
                        "NATs %.0f+%.0f+%.0f %%",
                        100 * nats.fullCone(),
                        100 * nats.restricted(),
                        100 * nats.symmetric()));
        add(parts, crowded, "a crowded /24");
        add(parts, flash, "flash joins");
        add(parts, leaving > 0, "%d leave".formatted(leaving));
        add(parts, returning > 0, "%d of them return".formatted(returning));
        add(parts, newcomers > 0, "%d newcomers".formatted(newcomers));
        if (split != null) {
            parts.add(String.format(
                    Locale.ROOT,
                    "%.0f %% apart from %d to %d s",
                    100 * split.share(),
                    split.fromMs() / 1_000,
                    split.untilMs() / 1_000));
        }
        add(parts, outageMs > 0, "one alone from %d s".formatted(outageMs / 1_000));
        add(parts, oneWay > 0, String.format(Locale.ROOT, "%.0f %% one-way", 100 * oneWay));
        add(parts, renewals, "renewals");
        add(parts, impostor, "an impostor");
        add(parts, crook, "a crook");
        adversaries.forEach((kind, count) ->
                parts.add(count + " " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        parts.add("calm from " + calmMs / 1_000 + " s");
        return String.join(", ", parts);
    }

    private static String text(LinkModel links) {
        return String.format(
                Locale.ROOT,
                "loss %.0f %%, twice %.0f %%, held back %.0f %%, jitter %.1f, at most %d bytes",
                100 * links.loss(),
                100 * links.duplication(),
                100 * links.reordering(),
                links.jitter(),
                links.sizeMax());
    }

    private static void add(List<String> parts, boolean holds, String part) {
        if (holds) {
            parts.add(part);
        }
    }
}
