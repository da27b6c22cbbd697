"""What the centre needs of the world beside it, beyond `operator_app.ports`: the makers of documents."""
