package io.wayfinder.rpc;

import io.vertx.core.json.JsonObject;

/** A parameter of a method, or a name in a filter: how it is described, and how it is read. */
record Parameter<T>(String name, String description, boolean required, Form<T> form) {

    static <T> Parameter<T> required(String name, String description, Form<T> form) {
        return new Parameter<>(name, description, true, form);
    }

    static <T> Parameter<T> optional(String name, String description, Form<T> form) {
        return new Parameter<>(name, description, false, form);
    }

    JsonObject describe() {
        return new JsonObject()
                .put("name", name)
                .put("description", description)
                .put("required", required)
                .put("schema", form.schema());
    }
}
