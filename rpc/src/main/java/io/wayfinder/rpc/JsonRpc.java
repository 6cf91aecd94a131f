package io.wayfinder.rpc;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wayfinder.discovery.service.Call;
import io.wayfinder.rpc.RpcError.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON-RPC 2.0: requests, batches and notifications, and who may ask how much of the network at once. */
final class JsonRpc {

    private final RpcLimits limits;
    private final RpcCounters counters;
    private final Map<String, Method> methods = new LinkedHashMap<>();
    private int networkOperations;

    JsonRpc(List<Method> methods, RpcLimits limits, RpcCounters counters) {
        this.limits = limits;
        this.counters = counters;
        for (Method method : methods) {
            if (this.methods.put(method.name(), method) != null) {
                throw new IllegalArgumentException("two methods are named " + method.name());
            }
        }
        counters.methods(this.methods.keySet());
    }

    /** Empty when nothing is to be sent: all were notifications. Never fails. */
    Future<Optional<Buffer>> answer(Buffer text, Caller caller) {
        @Nullable Object json;
        try {
            json = JsonReader.read(text);
        } catch (RpcError e) {
            return Future.succeededFuture(Optional.of(failure(null, e)));
        }
        if (!(json instanceof JsonArray batch)) {
            return single(json, caller);
        }
        if (batch.isEmpty() || batch.size() > limits.batch()) {
            String what = batch.isEmpty()
                    ? "an empty batch"
                    : "a batch of " + batch.size() + ": at most " + limits.batch() + " requests";
            return Future.succeededFuture(Optional.of(failure(null, new RpcError(Code.INVALID_REQUEST, what))));
        }
        return batch(batch, caller);
    }

    private Future<Optional<Buffer>> batch(JsonArray batch, Caller caller) {
        List<Future<Optional<Buffer>>> answers = new ArrayList<>();
        AnswerBudget budget = new AnswerBudget(limits.answerBytes());
        for (int i = 0; i < batch.size(); i++) {
            Object json = batch.getValue(i);
            answers.add(single(json, caller).map(answer -> answer.map(buffer -> budget.spend(json, buffer))));
        }
        return Future.all(answers).map(all -> {
            Buffer joined = Buffer.buffer();
            answers.stream()
                    .flatMap(answer -> answer.result().stream())
                    .forEach(answer -> joined.appendString(joined.length() == 0 ? "[" : ",")
                            .appendBuffer(answer));
            return joined.length() == 0 ? Optional.empty() : Optional.of(joined.appendString("]"));
        });
    }

    /** Keeps a batch's answers together under a bound: an answer beyond it is replaced while it is the only one in hand. */
    private final class AnswerBudget {

        private int left;

        AnswerBudget(int bytes) {
            left = bytes;
        }

        Buffer spend(@Nullable Object request, Buffer answer) {
            left -= answer.length();
            return left >= 0
                    ? answer
                    : failure(
                            id(request),
                            new RpcError(Code.BUSY, "the batch's answers are too large together: ask in parts"));
        }
    }

    private Future<Optional<Buffer>> single(@Nullable Object json, Caller caller) {
        if (!(json instanceof JsonObject request)) {
            return Future.succeededFuture(
                    Optional.of(failure(null, new RpcError(Code.INVALID_REQUEST, "a request is an object"))));
        }
        Object id = id(request);
        Optional<String> malformed = malformed(request);
        if (malformed.isPresent()) {
            return Future.succeededFuture(
                    Optional.of(failure(id, new RpcError(Code.INVALID_REQUEST, malformed.get()))));
        }
        String name = request.getString("method");
        return run(name, request.getValue("params"), caller)
                .map(result -> success(id, result))
                .otherwise(cause -> failure(id, RpcError.of(cause)))
                .map(answer -> request.containsKey("id") ? Optional.of(answer) : Optional.empty());
    }

    private Future<?> run(String name, @Nullable Object params, Caller caller) {
        counters.request(name);
        Method method = methods.get(name);
        if (method == null) {
            return Future.failedFuture(new RpcError(
                    Code.METHOD_NOT_FOUND, "no method \"" + Texts.shortened(name) + "\": see rpc.discover"));
        }
        try {
            Arguments arguments = method.bind(params);
            return switch (method.body()) {
                case Method.Body.Local local -> local.function().apply(arguments, caller);
                case Method.Body.Network network -> ask(network, arguments, caller);
            };
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<?> ask(Method.Body.Network network, Arguments arguments, Caller caller) {
        if (networkOperations >= limits.networkOperations()) {
            throw new RpcError(
                    Code.BUSY,
                    limits.networkOperations() + " network operations are running: try again when one is done");
        }
        Call<?> call = network.function().apply(arguments);
        networkOperations++;
        caller.started(call);
        return call.future().andThen(done -> {
            networkOperations--;
            caller.ended(call);
        });
    }

    /** What keeps an object from being a request. */
    private static Optional<String> malformed(JsonObject request) {
        Object params = request.getValue("params");
        if (!"2.0".equals(request.getValue("jsonrpc"))) {
            return Optional.of("jsonrpc is not \"2.0\"");
        } else if (!(request.getValue("method") instanceof String)) {
            return Optional.of("method is not a string");
        } else if (params != null && !(params instanceof JsonArray) && !(params instanceof JsonObject)) {
            return Optional.of("params is neither an array nor an object");
        } else if (request.getValue("id") != null && id(request) == null) {
            return Optional.of("id is neither a string nor a number");
        }
        return Optional.empty();
    }

    private static @Nullable Object id(@Nullable Object request) {
        Object id = request instanceof JsonObject object ? object.getValue("id") : null;
        return id instanceof String || id instanceof Number ? id : null;
    }

    private static Buffer success(@Nullable Object id, @Nullable Object result) {
        return new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", id)
                .put("result", result)
                .toBuffer();
    }

    private Buffer failure(@Nullable Object id, RpcError error) {
        counters.error(error.code());
        return new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", id)
                .put("error", error.json())
                .toBuffer();
    }
}
