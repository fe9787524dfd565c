"""Wires the rooms: importing (`pipeline`), fetching (`polling`), exports, and tracing what someone pastes (`trace`).

What is needed is imported from its own module: a command that lists what is watched starts without comparing texts.
"""
