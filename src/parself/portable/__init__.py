"""The program as a folder that starts from where it lies, on machines where nothing is installed.

What belongs into it is found from the running environment alone (`installed`, on Windows also
`python`); how it is started is a few lines for the system's own shell (`launching`); `making`
writes the folder and starts it once before it is called done.
"""
