// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {IERC5192} from "./IERC5192.sol";

/// @title Achievements
/// @notice Marks that a community sets: a figure of the member's that the chain itself knows, and how high it must be. Who
/// has reached one claims it once, is paid its reward, and bears a badge that can never be moved (ERC-721 and ERC-5192).
interface IAchievements is IERC721Metadata, IERC5192 {
    /// @notice Figures that can be reached. The first eight are lifetime counts, in the order of {IToken-countsOf}.
    enum Metric {
        Messages,
        Files,
        RoomsCreated,
        RoomsJoined,
        PopularMessages,
        HelpfulContent,
        MediaShared,
        RoomsModerated,
        /// Earning units.
        LifetimeEarned,
        /// Days, up to 32.
        Streak,
        /// 0 bronze … 3 platinum.
        Tier,
        /// Earning units.
        Balance,
        /// Of the last 32.
        ActiveDays,
        /// 1 for who is.
        Registered,
        TasksCompleted
    }

    struct Achievement {
        Metric metric;
        /// Nobody claims it any more; badges stay.
        bool retired;
        uint64 threshold;
        /// Earning units.
        uint32 reward;
        /// How often it was claimed.
        uint64 claimed;
        string uri;
    }

    event AchievementDefined(
        address indexed token,
        uint256 indexed achievement,
        Metric metric,
        uint64 threshold,
        uint32 reward,
        string uri
    );
    event AchievementRetired(address indexed token, uint256 indexed achievement);
    /// @param badge number of the ERC-721 token
    /// @param paid base units
    event AchievementClaimed(
        address indexed token, address indexed member, uint256 indexed achievement, uint256 badge, uint256 paid
    );

    error AchievementsNotAdmin(address token, address caller);
    error AchievementsBadThreshold();
    error AchievementsUnknown(uint256 achievement);
    error AchievementsRetired(uint256 achievement);
    error AchievementsClaimed(uint256 achievement);
    error AchievementsNotReached(uint256 progress, uint256 threshold);
    error AchievementsSuspended(uint256 until);
    /// @notice The caps leave less than the reward: nothing is lost.
    /// @param left base units
    /// @param from unix seconds from which it fits, as far as the member's caps tell; 0: not by waiting
    error AchievementsCapReached(uint256 left, uint256 reward, uint256 from);
    error AchievementsLocked();

    /// @notice Sets a mark for good: it can be retired, but neither raised nor lowered. Admin or owner.
    /// @param threshold more than 0, in the metric's own measure
    /// @param reward earning units, issued inside the caps; 0 for a badge alone
    function defineAchievement(address token, Metric metric, uint64 threshold, uint32 reward, string calldata uri)
        external
        returns (uint256 achievement);
    /// @notice Lets nobody claim it from now on. Admin or owner.
    function retireAchievement(address token, uint256 achievement) external;
    /// @notice Claims what the caller has reached: reward and badge, once, all or nothing.
    function claimAchievement(address token, uint256 achievement) external returns (uint256 badge);

    function achievementCount(address token) external view returns (uint256);
    function achievementOf(address token, uint256 achievement) external view returns (Achievement memory);
    /// @notice The member's figure, in the metric's measure.
    function progressOf(address token, uint256 achievement, address member) external view returns (uint256);
    /// @notice The badge that the member bears for it; 0: none.
    function badgeOf(address token, uint256 achievement, address member) external view returns (uint256);
    /// @notice What a badge is for.
    function meaningOf(uint256 badge) external view returns (address token, uint256 achievement);
}
