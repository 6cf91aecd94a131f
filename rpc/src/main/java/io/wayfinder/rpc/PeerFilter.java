package io.wayfinder.rpc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.discovery.service.FoundPeer;
import io.wayfinder.enr.Entries;
import io.wayfinder.enr.Eth2;
import io.wayfinder.enr.ForkId;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.rpc.Network.Layer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which peers are wanted: all that is named must match, and of a list any one value is enough.
 *
 * @param liveOnly answered at its record's endpoint within 30 minutes
 */
record PeerFilter(List<Predicate<NodeRecord>> criteria, boolean liveOnly) {

    /** Values for one name: the 64 attestation subnets are the longest list that makes sense. */
    private static final int VALUES_MAX = 64;

    /** Characters of an entry's key, or of a client's name. */
    private static final int TEXT_MAX = 100;

    /** Live peers, of whatever kind. */
    static final PeerFilter LIVE = new PeerFilter(List.of(), true);

    private static final List<Parameter<Predicate<NodeRecord>>> CRITERIA = List.of(
            criterion(
                    "forkDigest",
                    "consensus: the fork digest of eth2",
                    Form.hex(4, 4),
                    (record, digest) ->
                            record.get(Entries.ETH2).map(Eth2::forkDigest).equals(Optional.of(digest))),
            criterion(
                    "nfd",
                    "consensus: the next fork's digest",
                    Form.hex(4, 4),
                    (record, digest) -> record.get(Entries.NFD).equals(Optional.of(digest))),
            criterion(
                    "forkId",
                    "execution: the fork hash of eth",
                    Form.hex(4, 4),
                    (record, hash) -> record.get(Entries.ETH).map(ForkId::hash).equals(Optional.of(hash))),
            criterion(
                    "attnets",
                    "attestation subnets",
                    Form.integer(0, 63),
                    (record, subnet) ->
                            record.get(Entries.ATTNETS).orElse(List.of()).contains(subnet)),
            criterion(
                    "syncnets",
                    "sync committee subnets",
                    Form.integer(0, 3),
                    (record, subnet) ->
                            record.get(Entries.SYNCNETS).orElse(List.of()).contains(subnet)),
            criterion(
                    "hasKey",
                    "the record has an entry of this key",
                    Form.text(TEXT_MAX),
                    (record, key) -> record.entries().containsKey(key)),
            criterion(
                    "ipVersion",
                    "4 or 6: the record has a UDP endpoint of this family",
                    ipVersion(),
                    (record, version) -> (version == 4 ? record.udp4() : record.udp6()).isPresent()),
            criterion(
                    "client",
                    "the client's name (EIP-7636), upper and lower case alike",
                    Form.text(TEXT_MAX),
                    (record, name) -> record.get(Entries.CLIENT)
                            .filter(client -> client.name().equalsIgnoreCase(name))
                            .isPresent()));

    private static final Parameter<List<Network>> NETWORK = Parameter.optional(
            "network",
            "a fork digest or fork ID of this network, past, present or scheduled, as of " + Network.AS_OF,
            Form.oneOrMore(Form.oneOf(Network.KNOWN, Network::name), VALUES_MAX));

    private static final Parameter<List<Layer>> LAYER = Parameter.optional(
            "layer",
            "execution nodes have the entry eth, consensus nodes eth2",
            Form.oneOrMore(Form.oneOf(Layer.class), VALUES_MAX));

    private static final Parameter<Boolean> LIVE_ONLY = Parameter.optional(
            "live",
            "true, the default: only peers that answered at their record's endpoint within 30 minutes; false: all",
            Form.flag());

    private static final List<Parameter<?>> NAMES = Stream.<Parameter<?>>concat(
                    CRITERIA.stream(), Stream.of(NETWORK, LAYER, LIVE_ONLY))
            .toList();

    static Form<PeerFilter> form() {
        JsonObject properties = new JsonObject();
        NAMES.forEach(name ->
                properties.put(name.name(), name.form().schema().copy().put("description", name.description())));
        JsonObject schema = new JsonObject()
                .put("type", "object")
                .put("properties", properties)
                .put("additionalProperties", false);
        return new Form<>(schema, PeerFilter::read);
    }

    private static PeerFilter read(Object json) {
        if (!(json instanceof JsonObject)) {
            throw new IllegalArgumentException("not an object of names and values");
        }
        Arguments given = bind(json);
        List<Predicate<NodeRecord>> criteria = Stream.concat(
                        CRITERIA.stream().flatMap(criterion -> given.find(criterion).stream()),
                        preset(given.find(NETWORK), given.find(LAYER)).stream())
                .toList();
        return new PeerFilter(criteria, given.find(LIVE_ONLY).orElse(true));
    }

    private static Arguments bind(Object json) {
        try {
            return Arguments.bind(NAMES, json);
        } catch (RpcError e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** One record is of a network on a layer, and never of the network by one layer and of the layer by the other. */
    private static Optional<Predicate<NodeRecord>> preset(
            Optional<List<Network>> networks, Optional<List<Layer>> layers) {
        List<Layer> wanted = layers.orElse(List.of(Layer.values()));
        if (networks.isPresent()) {
            return Optional.of(record -> networks.get().stream()
                    .anyMatch(network -> wanted.stream().anyMatch(layer -> network.has(record, layer))));
        }
        return layers.map(given -> record -> given.stream().anyMatch(layer -> layer.has(record)));
    }

    private static Form<Integer> ipVersion() {
        JsonObject schema = new JsonObject()
                .put("type", "integer")
                .put("enum", new JsonArray().add(4).add(6));
        return new Form<>(schema, json -> switch (json) {
            case Integer version when version == 4 || version == 6 -> version;
            default -> throw new IllegalArgumentException("not 4 or 6");
        });
    }

    private static <T> Parameter<Predicate<NodeRecord>> criterion(
            String name, String description, Form<T> form, BiPredicate<NodeRecord, T> matches) {
        return Parameter.optional(
                name,
                description,
                Form.oneOrMore(form, VALUES_MAX)
                        .map(values -> record -> values.stream().anyMatch(value -> matches.test(record, value))));
    }

    boolean matches(FoundPeer peer) {
        return (peer.live() || !liveOnly) && matches(peer.record());
    }

    boolean matches(NodeRecord record) {
        return criteria.stream().allMatch(criterion -> criterion.test(record));
    }
}
