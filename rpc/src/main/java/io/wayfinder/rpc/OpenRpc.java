package io.wayfinder.rpc;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The OpenRPC document (specification 1.3.2), made of the descriptions that also read and run the methods. */
final class OpenRpc {

    private static final String VERSION = "1.3.2";

    private OpenRpc() {}

    /** The methods, and {@code rpc.discover} last, which is described in its own answer too. */
    static List<Method> withDiscover(List<Method> methods, String clientVersion) {
        List<Method> all = new ArrayList<>(methods);
        JsonObject document = new JsonObject();
        all.add(Method.named("rpc.discover", "This document: every method, as OpenRPC " + VERSION + ".")
                .gives(
                        "document",
                        Schemas.object(new JsonObject()
                                .put("openrpc", Schemas.TEXT)
                                .put("info", Schemas.type("object"))
                                .put("methods", Schemas.type("array"))))
                .example("[]", "{\"openrpc\":\"" + VERSION + "\",\"info\":{},\"methods\":[]}")
                .answers((arguments, caller) -> Future.succeededFuture(document)));
        document.put("openrpc", VERSION)
                .put(
                        "info",
                        new JsonObject()
                                .put("title", "Wayfinder JSON-RPC")
                                .put("description", "A discv5 node that finds peers for a blockchain client.")
                                .put("version", clientVersion)
                                .put("license", new JsonObject().put("name", "Apache-2.0")))
                .put(
                        "methods",
                        new JsonArray(all.stream().map(OpenRpc::describe).toList()))
                .put("components", Schemas.components());
        return List.copyOf(all);
    }

    private static JsonObject describe(Method method) {
        JsonArray errors = new JsonArray(method.errors().stream()
                .map(code -> new JsonObject().put("code", code.number()).put("message", code.meaning()))
                .toList());
        return new JsonObject()
                .put("name", method.name())
                .put("summary", method.summary())
                .put("paramStructure", "either")
                .put(
                        "params",
                        new JsonArray(method.parameters().stream()
                                .map(Parameter::describe)
                                .toList()))
                .put(
                        "result",
                        new JsonObject()
                                .put("name", method.result().name())
                                .put("schema", method.result().schema()))
                .put("errors", errors)
                .put("examples", new JsonArray().add(example(method)));
    }

    private static JsonObject example(Method method) {
        JsonArray params = new JsonArray();
        JsonArray values = method.example().parameters();
        for (int i = 0; i < values.size(); i++) {
            params.add(new JsonObject()
                    .put("name", method.parameters().get(i).name())
                    .put("value", values.getValue(i)));
        }
        return new JsonObject()
                .put("name", method.name())
                .put("params", params)
                .put(
                        "result",
                        new JsonObject()
                                .put("name", method.result().name())
                                .put("value", method.example().result()));
    }
}
