/**
 * Whether the kernel of a host runs processes of an image: of the same build, and from Windows Server 2022 on of older
 * ones down to that. Source: Virtualization-Documentation deploy-containers/version-compatibility.md.
 * @param host the build of Windows of the machine @param image that of the image
 */
export const runsOn = (host: number, image: number): boolean => host === image || (image >= 20348 && image <= host);
