package io.wayfinder.rpc;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.service.Call;
import io.wayfinder.discovery.service.DiscoveryException;
import io.wayfinder.discovery.service.DiscoveryException.Reason;
import io.wayfinder.discovery.service.DiscoveryService;
import io.wayfinder.discovery.service.DiscoveryService.Pinged;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import io.wayfinder.rpc.RpcError.Code;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/** The methods that the Portal network's clients have under these names too. */
final class Discv5Methods {

    /** Bytes: names are short text, and a packet has 1,280 for everything. */
    static final int PROTOCOL_MAX = 255;

    /** Bytes of a packet. What fits beside the rest, the service says. */
    static final int PACKET_MAX = 1_280;

    private static final Parameter<NodeId> NODE_ID =
            Parameter.required("nodeId", "a node ID: 32 bytes in hex", Form.nodeId());
    private static final Parameter<NodeRecord> ENR =
            Parameter.required("enr", "a node's record, enr:...", Form.record());
    private static final Parameter<Contact> CONTACT =
            Parameter.required("enr", "a node's record, enr:..., or its enode:// URL", Form.contact());
    private static final Parameter<List<Integer>> DISTANCES = Parameter.required(
            "distances", "log distances, 0 for the node's own record", Form.list(Form.integer(0, 256), 1, 257));
    private static final Parameter<Bytes> PROTOCOL =
            Parameter.required("protocolId", "the protocol's name in hex", Form.hex(1, PROTOCOL_MAX));
    private static final Parameter<Bytes> PAYLOAD =
            Parameter.required("talkReqPayload", "the request in hex", Form.hex(0, PACKET_MAX));
    private static final Parameter<NodeUpdate> UPDATE = Parameter.required(
            "socketAddr", "an address with a port, or entries as [[key, value in hex]...]", NodeUpdate.form());
    private static final Parameter<Boolean> IS_TCP =
            Parameter.optional("isTcp", "the port is that of TCP, not of UDP", Form.flag());

    private final DiscoveryService service;
    private final String clientVersion;

    Discv5Methods(DiscoveryService service, String clientVersion) {
        this.service = service;
        this.clientVersion = clientVersion;
    }

    List<Method> all() {
        return List.of(
                nodeInfo(),
                updateNodeInfo(),
                routingTableInfo(),
                addEnr(),
                getEnr(),
                deleteEnr(),
                lookupEnr(),
                ping(),
                findNode(),
                talkReq(),
                recursiveFindNodes());
    }

    private Method nodeInfo() {
        JsonObject always = new JsonObject()
                .put("enr", Schemas.ENR)
                .put("nodeId", Schemas.NODE_ID)
                .put("seq", Schemas.DECIMAL)
                .put("clientVersion", Schemas.TEXT)
                .put("crypto", Schemas.TEXT);
        JsonObject sometimes = new JsonObject()
                .put("ip", Schemas.TEXT)
                .put("udp", Schemas.INTEGER)
                .put("ip6", Schemas.TEXT)
                .put("udp6", Schemas.INTEGER);
        return Method.named("discv5_nodeInfo", "This node's record, and what it says.")
                .gives("nodeInfo", Schemas.object(always, sometimes))
                .example(
                        "[]",
                        "{\"enr\":\"" + Examples.ENR + "\",\"nodeId\":\"" + Examples.NODE_ID
                                + "\",\"seq\":\"1\",\"clientVersion\":\"wayfinder/0.1.0\","
                                + "\"crypto\":\"libsecp256k1\",\"ip\":\"127.0.0.1\",\"udp\":30303}")
                .answers((arguments, caller) -> Future.succeededFuture(nodeInfo(service.localRecord())));
    }

    private JsonObject nodeInfo(NodeRecord record) {
        JsonObject info = new JsonObject().put("enr", record.text()).put("nodeId", hex(record.nodeId()));
        record.udp4().ifPresent(udp -> info.put("ip", udp.address().toString()).put("udp", udp.port()));
        record.udp6().ifPresent(udp -> info.put("ip6", udp.address().toString()).put("udp6", udp.port()));
        return info.put("seq", Long.toUnsignedString(record.seq()))
                .put("clientVersion", clientVersion)
                .put("crypto", Secp256k1.provider().name());
    }

    private Method updateNodeInfo() {
        return Method.named("discv5_updateNodeInfo", "Changes this node's record, and announces the new one.")
                .takes(UPDATE, IS_TCP)
                .arranges(NodeUpdate::arrange)
                .gives(
                        "nodeInfo",
                        Schemas.object(new JsonObject().put("enr", Schemas.ENR).put("localNodeId", Schemas.NODE_ID)))
                .fails(Code.NOT_ALLOWED)
                .example(
                        "[\"127.0.0.1:9000\", true]",
                        "{\"enr\":\"" + Examples.ENR + "\",\"localNodeId\":\"" + Examples.NODE_ID + "\"}")
                .answers((arguments, caller) -> service.updateRecord(arguments
                                .get(UPDATE)
                                .entries(arguments.find(IS_TCP).orElse(false)))
                        .map(record ->
                                new JsonObject().put("enr", record.text()).put("localNodeId", hex(record.nodeId()))));
    }

    private Method routingTableInfo() {
        JsonObject buckets =
                Schemas.list(Schemas.list(Schemas.NODE_ID)).put("minItems", 256).put("maxItems", 256);
        return Method.named(
                        "discv5_routingTableInfo",
                        "The node IDs in each of the 256 buckets, the bucket of log distance 1 first.")
                .gives(
                        "routingTable",
                        Schemas.object(new JsonObject()
                                .put("localNodeId", Schemas.NODE_ID)
                                .put("buckets", buckets)))
                .example(
                        "[]",
                        "{\"localNodeId\":\"" + Examples.NODE_ID + "\",\"buckets\":[" + "[],".repeat(255) + "[\""
                                + Examples.OTHER_ID + "\"]]}")
                .answers((arguments, caller) -> service.tableEntries().map(this::routingTable));
    }

    private JsonObject routingTable(List<TableEntry> entries) {
        List<JsonArray> buckets = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            buckets.add(new JsonArray());
        }
        entries.forEach(
                entry -> buckets.get(entry.bucket() - 1).add(hex(entry.record().nodeId())));
        return new JsonObject()
                .put("localNodeId", hex(service.localRecord().nodeId()))
                .put("buckets", new JsonArray(buckets));
    }

    private Method addEnr() {
        return Method.named(
                        "discv5_addEnr",
                        "Tells this node of another. False when it may not send there: no endpoint, outside --netrestrict, itself.")
                .takes(ENR)
                .gives("added", Schemas.BOOLEAN)
                .example("[\"" + Examples.ENR + "\"]", "true")
                .answers((arguments, caller) -> service.addNode(arguments.get(ENR)));
    }

    private Method getEnr() {
        return Method.named("discv5_getEnr", "The newest record of a node that this node has, without asking others.")
                .takes(NODE_ID)
                .gives("enr", Schemas.ENR)
                .fails(Code.NOT_FOUND)
                .example("[\"" + Examples.NODE_ID + "\"]", "\"" + Examples.ENR + "\"")
                .answers((arguments, caller) -> known(arguments.get(NODE_ID)));
    }

    private Future<String> known(NodeId id) {
        if (id.equals(service.localRecord().nodeId())) {
            return Future.succeededFuture(service.localRecord().text());
        }
        return service.record(id)
                .map(record -> record.map(NodeRecord::text)
                        .orElseThrow(() -> new RpcError(Code.NOT_FOUND, "this node has no record of " + hex(id))));
    }

    private Method deleteEnr() {
        return Method.named("discv5_deleteEnr", "Makes this node forget another. False when it did not know it.")
                .takes(NODE_ID)
                .gives("deleted", Schemas.BOOLEAN)
                .example("[\"" + Examples.NODE_ID + "\"]", "true")
                .answers((arguments, caller) -> service.removeNode(arguments.get(NODE_ID)));
    }

    private Method lookupEnr() {
        return Method.named(
                        "discv5_lookupEnr",
                        "The newest record of a node in the network: asks the node, and those near it.")
                .takes(NODE_ID)
                .gives("enr", Schemas.ENR)
                .fails(Code.NOT_FOUND, Code.TIMED_OUT, Code.BUSY)
                .example("[\"" + Examples.NODE_ID + "\"]", "\"" + Examples.ENR + "\"")
                .asks(arguments -> service.resolve(arguments.get(NODE_ID)), NodeRecord::text);
    }

    private Method ping() {
        JsonObject pong = new JsonObject()
                .put("enrSeq", Schemas.INTEGER)
                .put("recipientIP", Schemas.TEXT)
                .put("recipientPort", Schemas.INTEGER);
        return Method.named(
                        "discv5_ping",
                        "Asks a node whether it is there: its record's sequence number, and our endpoint as it sees it.")
                .takes(CONTACT)
                .gives("pong", Schemas.object(pong))
                .fails(Code.TIMED_OUT, Code.UNREACHABLE, Code.BUSY)
                .example(
                        "[\"" + Examples.ENR + "\"]",
                        "{\"enrSeq\":1,\"recipientIP\":\"127.0.0.1\",\"recipientPort\":30355}")
                .asks(arguments -> service.ping(arguments.get(CONTACT)), Discv5Methods::pong);
    }

    private static JsonObject pong(Pinged pinged) {
        Endpoint recipient = pinged.pong().recipient();
        return new JsonObject()
                .put(
                        "enrSeq",
                        new BigInteger(Long.toUnsignedString(pinged.pong().enrSeq())))
                .put("recipientIP", recipient.address().toString())
                .put("recipientPort", recipient.port());
    }

    private Method findNode() {
        return Method.named(
                        "discv5_findNode", "Asks a node for the records of its neighbours at these distances from it.")
                .takes(CONTACT, DISTANCES)
                .gives("enrs", Schemas.list(Schemas.ENR))
                .fails(Code.TIMED_OUT, Code.UNREACHABLE, Code.BUSY)
                .example("[\"" + Examples.ENR + "\", [0]]", "[\"" + Examples.ENR + "\"]")
                .asks(
                        arguments -> service.findNode(arguments.get(CONTACT), arguments.get(DISTANCES)),
                        Discv5Methods::texts);
    }

    private Method talkReq() {
        return Method.named(
                        "discv5_talkReq",
                        "Sends a request of another protocol: the response, empty when the node does not know it.")
                .takes(CONTACT, PROTOCOL, PAYLOAD)
                .gives("talkResp", Schemas.HEX)
                .fails(Code.TIMED_OUT, Code.UNREACHABLE, Code.BUSY)
                .example("[\"" + Examples.ENR + "\", \"" + Examples.PROTOCOL + "\", \"0x01\"]", "\"0x\"")
                .asks(this::talk, Bytes::toHexString);
    }

    private Call<Bytes> talk(Arguments arguments) {
        Call<Bytes> call = service.talk(arguments.get(CONTACT), arguments.get(PROTOCOL), arguments.get(PAYLOAD));
        return new Call<>(
                call.future()
                        .recover(cause -> Future.failedFuture(
                                cause instanceof DiscoveryException failure && failure.reason() == Reason.TOO_LARGE
                                        ? Arguments.invalid(PAYLOAD.name() + ": " + failure.getMessage())
                                        : cause)),
                call.cancel());
    }

    private Method recursiveFindNodes() {
        return Method.named(
                        "discv5_recursiveFindNodes",
                        "Looks up the nodes nearest to an ID: at most 16, the nearest first.")
                .takes(NODE_ID)
                .gives("enrs", Schemas.list(Schemas.ENR).put("maxItems", 16))
                .fails(Code.BUSY)
                .example("[\"" + Examples.NODE_ID + "\"]", "[\"" + Examples.ENR + "\"]")
                .asks(arguments -> service.lookup(arguments.get(NODE_ID), 1), result -> texts(result.nearest()));
    }

    private static JsonArray texts(List<NodeRecord> records) {
        return new JsonArray(records.stream().map(NodeRecord::text).toList());
    }

    private static String hex(NodeId id) {
        return id.bytes().toHexString();
    }
}
