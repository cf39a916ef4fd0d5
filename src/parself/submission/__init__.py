"""What is handed in: bundles written, bundles read with distrust, and what landing changes."""
